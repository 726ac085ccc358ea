// Leads to a customer's card by their name, which costs a request.
import { useQuery } from "@tanstack/react-query";
import { CustomerLink } from "@/ui/links";
import { customerQuery, nameOf } from "./customer";

export function NamedCustomerLink({ id }: { id: number }) {
  const { data } = useQuery(customerQuery(id));
  return <CustomerLink id={id}>{data && nameOf(data.customer)}</CustomerLink>;
}
