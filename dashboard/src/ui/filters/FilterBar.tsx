// The filters of a list; on a phone all but the search are folded away.
import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ListState } from "../list_state";
import { ClearFilters } from "./ClearFilters";
import classes from "./filter_bar.module.css";

interface Props {
  state: ListState;
  search?: ReactNode;
  children: ReactNode;
}

export function FilterBar({ state, search, children }: Props) {
  const { t } = useTranslation();
  const [isOpen, { toggle }] = useDisclosure(false);
  const count = Object.keys(state.filters).filter((name) => name !== "q").length;
  return (
    <div className={classes["bar"]}>
      {search && <div className={classes["search"]}>{search}</div>}
      <Button hiddenFrom="sm" variant="default" onClick={toggle} aria-expanded={isOpen}
        rightSection={count > 0 && <Badge circle size="sm">{count}</Badge>}>{t("filter.title")}</Button>
      <div className={classes["filters"]} data-folded={!isOpen || undefined}>
        {children}
        <ClearFilters state={state} />
      </div>
    </div>
  );
}
