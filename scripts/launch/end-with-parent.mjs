// Loaded into every process that the launcher starts: the child ends when the launcher does, however that happens.
// Children of children inherit this file and follow their own parents.
if (process.env.LAUNCHER_PID === String(process.ppid)) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 5_000).unref();
  });
  // The listener must not keep a finished child alive.
  process.channel?.unref();
}
