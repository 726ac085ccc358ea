// The one translation unit that holds Asio's compiled part (BOOST_ASIO_SEPARATE_COMPILATION): all
// others include declarations only, which more than halves their compile time.
#include <boost/asio/impl/src.hpp>
