#!/usr/bin/env node
import { runCommand } from './command.mjs';

const load = async () => (await import('./predict-command.mjs')).predictCommand;
process.exitCode = await runCommand(load, process.argv.slice(2));
