#!/usr/bin/env node
import { runCommand } from './command.mjs';

const load = async () => (await import('./train-command.mjs')).trainCommand;
process.exitCode = await runCommand(load, process.argv.slice(2));
