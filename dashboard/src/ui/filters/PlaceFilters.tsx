// City, district and category, offered as the shop has them; each narrows what the next offers.
import { Autocomplete } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answered, api } from "@/api/client";
import type { ListState } from "../list_state";
import { useNarrowing } from "../narrowing";

const PLACES = ["city", "district", "category"] as const;
type Place = (typeof PLACES)[number];

// Of what is above it in `filters`.
async function namesOf(above: Record<string, string>): Promise<string[]> {
  const query = { ...above, per_page: 200 };
  return answered(await api.GET("/api/places", { params: { query } })).items.map((place) => place.name);
}

// What stands above a place, or nothing while some of it is not chosen.
function above(state: ListState, name: Place): Record<string, string> | undefined {
  const names = PLACES.slice(0, PLACES.indexOf(name));
  return names.every((one) => state.filter(one)) ? Object.fromEntries(names.map((one) => [one, state.filter(one)])) : undefined;
}

function PlaceFilter({ state, name }: { state: ListState; name: Place }) {
  const { t } = useTranslation();
  const [text, change] = useNarrowing(state, name);
  const chosen = above(state, name);
  const names = useQuery({
    queryKey: ["places", chosen],
    queryFn: () => namesOf(chosen ?? {}),
    enabled: chosen !== undefined,
    staleTime: 60_000,
  });
  return (
    <Autocomplete aria-label={t(`column.${name}`)} placeholder={t(`column.${name}`)} w={{ base: "100%", sm: 150 }} limit={50}
      value={text} onChange={change} data={chosen ? (names.data ?? []) : []} />
  );
}

export function PlaceFilters({ state }: { state: ListState }) {
  return PLACES.map((name) => <PlaceFilter key={name} state={state} name={name} />);
}
