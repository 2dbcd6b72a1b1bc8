package cli

import (
	"net/netip"

	"github.com/pmtracker/pmtracker/internal/incident"
)

// proxies gives the networks of the proxies that are believed about whom a request
// comes from. A site with a name of its own has one in front, on this machine unless
// it is said where.
func (o *serveOptions) proxies() ([]netip.Prefix, error) {
	written := o.trustedProxies
	if len(written) == 0 && o.publicURL != "" {
		written = []string{"127.0.0.0/8", "::1"}
	}
	var all []netip.Prefix
	for _, text := range written {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			address, e := netip.ParseAddr(text)
			if e != nil {
				return nil, incident.Tell(incident.Invalid, "--trusted-proxy %q is no network; write it as 10.1.0.0/16 or 10.1.2.3", "--trusted-proxy の %q はネットワークではありません。10.1.0.0/16 や 10.1.2.3 のように書いてください", text)
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		all = append(all, network.Masked())
	}
	return all, nil
}
