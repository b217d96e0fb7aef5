import webpack from 'webpack';

// Minifying takes a minute, and moves no file.
const options = { mode: 'development', devtool: false, entry: './main.js', context: process.cwd() };
webpack(options, (error, stats) => {
  const failed = error !== null || stats.hasErrors();
  console.log(error ?? stats.toString('errors-only'));
  process.exitCode = failed ? 1 : 0;
});
