// Loaded into a server before everything else: its clock is ahead of the machine's by what its parent says, so that
// a simulated day passes in seconds. Timers run by the machine's time.
let shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const MachineDate = Date;
const now = () => MachineDate.now() + shift;

// Next wraps this class, and copies its own properties only.
globalThis.Date = class extends MachineDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }

  static now = now;
  static parse = MachineDate.parse;
  static UTC = MachineDate.UTC;
};

process.on('message', (message) => {
  if (typeof message?.shift !== 'number') return;
  shift = message.shift;
  process.send?.({ shifted: shift });
});
