#!/usr/bin/env node
import { runCommand } from './commands/command.mjs';

const load = async () => (await import('./commands/compare.mjs')).compareCommand;
process.exitCode = await runCommand(load, process.argv.slice(2), 'compare.mjs');
