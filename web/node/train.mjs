#!/usr/bin/env node
import { runCommand } from './commands/command.mjs';

const load = async () => (await import('./commands/train.mjs')).trainCommand;
process.exitCode = await runCommand(load, process.argv.slice(2), 'train.mjs');
