// Who is signed in, and the shop's facts that every page writes with.
import { createContext, useContext } from "react";

export interface Session {
  name: string;
  role: "owner" | "manager" | "support";
  currency: string;
  timezone: string;
  csrf_token?: string; // none for the password that a browser sends by itself
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useShop(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("a page was shown before sign-in");
  return session;
}

const RANK = { support: 0, manager: 1, owner: 2 } as const;

export function hasRole(session: Session, wanted: Session["role"]): boolean {
  return RANK[session.role] >= RANK[wanted];
}
