/** Stylesheets are imported for their effect: the bundler gathers them into one file beside the script. */
declare module '*.css';
