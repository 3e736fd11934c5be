// Loaded into every process that the launcher starts: when the launcher is gone, however it went, so is the child.
// Children of children inherit this file; their own parents see to them.
if (process.env.LAUNCHER_PID === String(process.ppid)) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 5_000).unref();
  });
  // Listening must not keep alive a child that has nothing left to do.
  process.channel?.unref();
}
