#!/usr/bin/env node
import { runProgram } from './commands/programs.mjs';

process.exitCode = await runProgram(process.argv.slice(2));
