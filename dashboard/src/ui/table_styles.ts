// The styles that tables alone need, loaded with the first of them.
import "@mantine/core/styles/Pagination.css";
import "@mantine/core/styles/LoadingOverlay.css";
import "mantine-datatable/styles.css";
