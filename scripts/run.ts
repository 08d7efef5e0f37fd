/**
 * Runs a command to its end: an error becomes one sentence and exit status 1. Set `DEBUG` to see where it came from.
 */
export async function run(usage: string, command: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(usage);
    return;
  }
  try {
    await command();
  } catch (error) {
    console.error(process.env.DEBUG ? error : `error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
