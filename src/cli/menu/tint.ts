// Colours of the menu: those of `status`, and none where they are not wanted. What is selected, or wrong, shows without them too.

type Colour = 'green' | 'gray' | 'yellow' | 'red' | 'cyan';

/** Properties that give a text a colour, or leave it as it is. */
export type Tint = (colour: Colour) => { readonly color?: Colour };

/** Colours, where they are wanted. */
export function tinted(isColourful: boolean): Tint {
  return (color) => (isColourful ? { color } : {});
}
