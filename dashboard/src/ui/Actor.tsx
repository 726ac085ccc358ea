// Who did something, as the API writes it: `owner:7`, `chain`.
import { useActorText } from "@/format/actor";

export function Actor({ actor }: { actor: string }) {
  return useActorText()(actor);
}
