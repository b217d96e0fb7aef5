/** The part of fflate that is used, to be loaded when something is downloaded. */

export { zipSync } from 'fflate';
