// Preloaded (`node --import`) into processes whose code is not ours, the web server: when the supervisor was killed and
// could not stop them, they must not stay behind on their port.
if (process.send) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 5_000).unref();
  });
  process.channel?.unref();
}
