// Shows the sign-in until the server knows the reader, then the dashboard. When the session ends
// later, the sign-in opens above the page, and nothing that was typed there is lost.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef } from "react";
import { Problem } from "@/api/problem";
import { readSession, signInByLink } from "@/api/session";
import { ServerAway } from "@/ui/ServerAway";
import { Shell } from "./Shell";
import { SessionContext } from "./session";

const SignIn = lazy(() => import("./SignIn"));

function SignInAbove() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="sign-in-above" onCancel={(event) => event.preventDefault()}>
      <SignIn />
    </dialog>
  );
}

// What follows the # of a link that the bot sent; taken out of the address, since it is a secret.
function takeLinkToken(): string | undefined {
  if (window.location.pathname !== "/sign-in") return undefined;
  const token = window.location.hash.slice(1);
  window.history.replaceState(null, "", "/");
  return token || undefined;
}

const linkToken = takeLinkToken();

export function Gate() {
  const link = useQuery({
    queryKey: ["link"],
    queryFn: () => signInByLink(linkToken ?? ""),
    enabled: linkToken !== undefined,
    staleTime: Infinity,
    retry: false,
  });
  const session = useQuery({
    queryKey: ["session"],
    queryFn: readSession,
    staleTime: 60_000,
    enabled: linkToken === undefined || !link.isPending,
  });
  const isSignedOut = session.error instanceof Problem && session.error.status === 401;
  if (!session.data) {
    if (isSignedOut) return <Suspense><SignIn problem={link.error} /></Suspense>;
    return session.failureCount > 1 ? <ServerAway /> : null;
  }
  return (
    <SessionContext.Provider value={session.data}>
      <Shell />
      {isSignedOut && <Suspense><SignInAbove /></Suspense>}
    </SessionContext.Provider>
  );
}
