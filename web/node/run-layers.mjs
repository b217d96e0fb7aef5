import { runCommand } from './commands/command.mjs';

const load = async () => (await import('./commands/run-layers.mjs')).runLayersCommand;
process.exitCode = await runCommand(load, process.argv.slice(2), 'run-layers.mjs');
