// What the help asks of string-width: how wide its own words are, each character of which is as wide as any other. To measure all
// of Unicode, it would load that twice over, at each help and complaint.
export default (text) => text.length;
