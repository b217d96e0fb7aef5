#!/usr/bin/env node
import { runCommand } from './commands/command.mjs';

const load = async () => (await import('./commands/generate.mjs')).generateCommand;
process.exitCode = await runCommand(load, process.argv.slice(2), 'generate.mjs');
