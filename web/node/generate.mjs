#!/usr/bin/env node
import { runCommand } from './command.mjs';

const load = async () => (await import('./generate-command.mjs')).generateCommand;
process.exitCode = await runCommand(load, process.argv.slice(2));
