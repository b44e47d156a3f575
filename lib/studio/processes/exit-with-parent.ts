// Preloaded (`node --import`) into processes whose code is not ours, the web server and its build: when the supervisor
// was killed and could not stop them, they must not stay behind. Their own workers inherit the preload and talk to them
// over the same kind of channel; the parent's pid tells whose channel this is.
if (process.send && process.env.STUDIO_SUPERVISOR === String(process.ppid)) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 5_000).unref();
  });
  // Listening keeps a process alive; a build has to end when it is done.
  process.channel?.unref();
}
