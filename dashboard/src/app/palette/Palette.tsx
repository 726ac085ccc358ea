// Ctrl K: goes to a page, an order, a customer or a product by a few letters.
import "@mantine/spotlight/styles.css";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { IconSearch } from "@/ui/icons";
import { pagesOf } from "../pages";
import { useShop } from "../session";
import { find, type Found } from "./found";

const [store, palette] = createSpotlight();

const LETTERS_MIN = 2;

// `opened` counts the wishes to open it.
export default function Palette({ opened }: { opened: number }) {
  const { t } = useTranslation();
  const session = useShop();
  const [, go] = useLocation();
  const [text, setText] = useState("");
  const [settled] = useDebouncedValue(text.trim(), 200);
  useEffect(() => palette.open(), [opened]);
  const found = useQuery({
    queryKey: ["palette", settled],
    queryFn: () => find(settled, session),
    enabled: settled.length >= LETTERS_MIN,
    placeholderData: keepPreviousData,
  });
  const places = pagesOf(session)
    .map((page) => ({ id: page.path, label: t(page.label), href: page.path }))
    .filter((page) => page.label.toLowerCase().includes(text.trim().toLowerCase()));
  const groups: [string, Found[]][] = [
    ["palette.pages", places],
    ["page.orders", found.data?.orders ?? []],
    ["page.customers", found.data?.customers ?? []],
    ["page.products", found.data?.products ?? []],
  ];
  const shown = groups.filter(([, actions]) => actions.length > 0);
  return (
    <Spotlight.Root store={store} query={text} onQueryChange={setText} scrollable maxHeight={480} shortcut={null}
      attributes={{ content: { "aria-label": t("palette.open") } }}>
      <Spotlight.Search placeholder={t("palette.search")} aria-label={t("palette.search")} leftSection={<IconSearch size={18} aria-hidden />} />
      <Spotlight.ActionsList>
        {shown.map(([label, actions]) => (
          <Spotlight.ActionsGroup key={label} label={t(label)}>
            {actions.map((action) => (
              <Spotlight.Action key={action.id} label={action.label} description={action.description ?? ""} onClick={() => go(action.href)} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {shown.length === 0 && !found.isFetching && <Spotlight.Empty>{t("palette.nothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
