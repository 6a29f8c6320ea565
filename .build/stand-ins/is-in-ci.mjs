// Whether the terminal is none that somebody looks at: whoever opens the menu looks at one.
export default false;
