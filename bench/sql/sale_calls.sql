-- The two transactions of a sale as calls of the functions in sale_functions.sql.
\set i :i + 1
\set unit :client_id * :units_per_client + :i
\set customer :first_customer + :unit % :customers

SELECT bench_reserve(2 * :unit, :customer, :unit);
SELECT bench_purchase(2 * :unit + 1, :customer, :unit, :price);
