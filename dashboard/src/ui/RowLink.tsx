// A link in a row of a list; a press on it is not one on the row.
import { Anchor } from "@mantine/core";
import type { MouseEvent } from "react";
import { Link } from "wouter";

export function RowLink({ href, children }: { href: string; children: string }) {
  return (
    <Anchor component={Link} href={href} size="sm" onClick={(event: MouseEvent) => event.stopPropagation()}>
      {children}
    </Anchor>
  );
}
