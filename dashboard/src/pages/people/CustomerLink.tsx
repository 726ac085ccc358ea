// Leads to a customer's card.
import { useQuery } from "@tanstack/react-query";
import { RowLink } from "@/ui/RowLink";
import { customerQuery, nameOf } from "./customer";

interface Props {
  id: number;
  children?: string;
}

export function CustomerLink({ id, children }: Props) {
  return <RowLink href={`/customers?customer=${id}`}>{children ?? String(id)}</RowLink>;
}

// With the name, which costs a request.
export function NamedCustomerLink({ id }: { id: number }) {
  const { data } = useQuery(customerQuery(id));
  return <CustomerLink id={id}>{data ? nameOf(data.customer) : String(id)}</CustomerLink>;
}
