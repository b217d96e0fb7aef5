#!/usr/bin/env node
import { runCommand } from './command.mjs';

const load = async () => (await import('./server-command.mjs')).serverCommand;
process.exitCode = await runCommand(load, process.argv.slice(2));
