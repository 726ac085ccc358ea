// The menu: the pages that the reader's role may see, and below them what is the reader's own.
import { AppShell, Group, NavLink, ScrollArea, Text, useMantineColorScheme } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { signOut } from "@/api/session";
import { IconLogout, IconMoonStars } from "@/ui/icons";
import { LanguageMenu } from "./LanguageMenu";
import { pagesOf } from "./pages";
import { useShop } from "./session";

function Own() {
  const { t } = useTranslation();
  const session = useShop();
  const { toggleColorScheme } = useMantineColorScheme();
  // The page is loaded anew: nothing that the reader saw stays behind.
  const leave = useMutation({ mutationFn: signOut, onSettled: () => window.location.reload() });
  return (
    <>
      <Text size="sm" c="dimmed" px="sm" truncate>{session.name}</Text>
      <NavLink component="button" label={t("menu.theme")} onClick={toggleColorScheme}
        leftSection={<IconMoonStars size={18} stroke={1.7} aria-hidden />} />
      <NavLink component="button" label={t("menu.sign_out")} onClick={() => leave.mutate()}
        leftSection={<IconLogout size={18} stroke={1.7} aria-hidden />} />
      <Group px="sm" pt="xs"><LanguageMenu /></Group>
    </>
  );
}

export function Navigation({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation();
  const session = useShop();
  const [location] = useLocation();
  const isAt = (path: string) => (path === "/" ? location === "/" : location.startsWith(path));
  return (
    <>
      <AppShell.Section grow component={ScrollArea}>
        {pagesOf(session).map((page) => (
          <NavLink key={page.path} component={Link} href={page.path} label={t(page.label)} active={isAt(page.path)}
            aria-current={isAt(page.path) ? "page" : undefined} onClick={onChosen}
            leftSection={<page.icon size={18} stroke={1.7} aria-hidden />} />
        ))}
      </AppShell.Section>
      <AppShell.Section pt="xs"><Own /></AppShell.Section>
    </>
  );
}
