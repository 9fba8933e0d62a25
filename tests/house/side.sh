# SPDX-FileCopyrightText: The Doorstep developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What both sides of the private home network begin with.

house_log=/tmp/house

# 192.0.2.0/24 is set aside for examples: no real network.
# IPv6 is link-local only, as in most homes. It is given by hand, which spares the
# wait for a clash.
give_addresses() { # INTERFACE NUMBER
  local interface=$1 number=$2
  ip link set "$interface" addrgenmode none
  ip link set "$interface" up
  ip addr add "192.0.2.$number/24" dev "$interface"
  ip -6 addr add "fe80::$number/64" dev "$interface" nodad
}

# As at home, everything else is this way too; nobody answers there.
give_way() { # INTERFACE
  ip route add default dev "$1"
}

# Starts a system bus and an Avahi of our own, and waits until both serve.
start_side() { # HOST-NAME INTERFACE
  mkdir -p /run/dbus /run/avahi-daemon
  dbus-daemon --config-file=tests/house/system-bus.conf --fork --nopidfile \
    2> "$house_log/bus-$1.log"
  export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/run/dbus/system_bus_socket
  cat > "$house_log/avahi-$1.conf" <<END
[server]
host-name=$1
allow-interfaces=$2
use-ipv4=yes
use-ipv6=yes
disallow-other-stacks=no
[publish]
publish-workstation=no
END
  avahi-daemon --file="$house_log/avahi-$1.conf" --no-drop-root --no-rlimits \
    --no-chroot < /dev/null 2> "$house_log/avahi-$1.log" &
  avahi_pid=$!
  gdbus wait --system --timeout 20 org.freedesktop.Avahi || {
    cat "$house_log/avahi-$1.log" >&2
    return 1
  }
  until avahi_is_running; do
    kill -0 "$avahi_pid" || return 1
    sleep 0.05
  done
}

# Avahi first claims its host name on the network; 2 means that it has it.
avahi_is_running() {
  gdbus call --system --dest org.freedesktop.Avahi --object-path / \
    --method org.freedesktop.Avahi.Server.GetState | grep -q '(2,)'
}
