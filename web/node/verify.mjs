#!/usr/bin/env node
import { runCommand } from './command.mjs';

const load = async () => (await import('./verify-command.mjs')).verifyCommand;
process.exitCode = await runCommand(load, process.argv.slice(2));
