/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Included by ds-announced-table.c only, once for each use of the list:
 *
 *   SERVICE (type, hint, kind, fields of DsAnnouncedService...)
 *
 * What the keys mean is from the makers' and the standards' public documents. A type
 * without a row is never asked for. */

/* Matter Core Specification, section 4.3: before and after it was taken into a home */
SERVICE ("_matterc._udp", DS_HINT_THING, DS_KIND_UNKNOWN,
         .called = N_("Matter Device"), .named = DS_NAMED_NOWHERE, .name_key = "DN",
         .lasting = DS_LASTING_MAC, .lasting_key = DS_KEY_HOST)
SERVICE ("_matter._tcp", DS_HINT_PART, DS_KIND_UNKNOWN,
         .called = N_("Matter Device"), .named = DS_NAMED_NOWHERE,
         .lasting = DS_LASTING_MAC, .lasting_key = DS_KEY_HOST)

/* HomeKit over Thread; over a cable or Wi-Fi it has a driver of its own */
SERVICE ("_hap._udp", DS_HINT_THING, DS_KIND_UNKNOWN,
         .lasting = DS_LASTING_SERIAL, .lasting_key = "id", .model_key = "md")

/* Thread border routers */
SERVICE ("_meshcop._udp", DS_HINT_PART, DS_KIND_HUB,
         .maker_key = "vn", .model_key = "mn")
SERVICE ("_trel._udp", DS_HINT_PART, DS_KIND_HUB,
         .called = N_("Thread Border Router"), .named = DS_NAMED_NOWHERE)

/* Music and pictures */
SERVICE ("_airplay._tcp", DS_HINT_THING, DS_KIND_SPEAKER,
         .lasting = DS_LASTING_MAC, .lasting_key = "deviceid",
         .maker_key = "manufacturer", .model_key = "model", .version_key = "osvers fv")
SERVICE ("_raop._tcp", DS_HINT_THING, DS_KIND_SPEAKER, .named = DS_NAMED_AFTER_AT,
         .lasting = DS_LASTING_MAC, .lasting_key = DS_KEY_INSTANCE,
         .model_key = "am", .version_key = "ov fv")
SERVICE ("_googlecast._tcp", DS_HINT_THING, DS_KIND_UNKNOWN,
         .lasting = DS_LASTING_UUID, .lasting_key = "id", .name_key = "fn", .model_key = "md")
SERVICE ("_sonos._tcp", DS_HINT_PRODUCT, DS_KIND_SPEAKER, "Sonos", .named = DS_NAMED_AFTER_AT,
         .lasting = DS_LASTING_MAC, .lasting_key = DS_KEY_INSTANCE)
SERVICE ("_soundtouch._tcp", DS_HINT_PRODUCT, DS_KIND_SPEAKER, "Bose",
         .lasting = DS_LASTING_MAC, .lasting_key = "MAC", .model_key = "MODEL")
SERVICE ("_bangolufsen._tcp", DS_HINT_PRODUCT, DS_KIND_SPEAKER, "Bang & Olufsen")
SERVICE ("_devialet-http._tcp", DS_HINT_PRODUCT, DS_KIND_SPEAKER, "Devialet")
SERVICE ("_heos-audio._tcp", DS_HINT_THING, DS_KIND_SPEAKER)
SERVICE ("_spotify-connect._tcp", DS_HINT_MEDIA, DS_KIND_SPEAKER)
SERVICE ("_androidtvremote2._tcp", DS_HINT_THING, DS_KIND_TELEVISION,
         .lasting = DS_LASTING_MAC, .lasting_key = "bt")
SERVICE ("_amzn-wplay._tcp", DS_HINT_PRODUCT, DS_KIND_TELEVISION, "Amazon",
         .called = N_("Fire TV"), .named = DS_NAMED_NOWHERE, .name_key = "n fn",
         .model_key = "md")
SERVICE ("_mediaremotetv._tcp", DS_HINT_PRODUCT, DS_KIND_TELEVISION, "Apple", .name_key = "Name")
SERVICE ("_viziocast._tcp", DS_HINT_PRODUCT, DS_KIND_TELEVISION, "Vizio")
SERVICE ("_xbmc-jsonrpc-h._tcp", DS_HINT_THING, DS_KIND_TELEVISION,
         .lasting = DS_LASTING_UUID, .lasting_key = "uuid")
SERVICE ("_plexmediasvr._tcp", DS_HINT_MEDIA, DS_KIND_STORAGE,
         .name_key = "Name", .version_key = "Version")

/* Hubs and what they do for a home */
SERVICE ("_hue._tcp", DS_HINT_PRODUCT, DS_KIND_HUB, "Philips Hue",
         .lasting = DS_LASTING_MAC, .lasting_key = "bridgeid", .model_key = "modelid")
SERVICE ("_home-assistant._tcp", DS_HINT_PRODUCT, DS_KIND_HUB, "Home Assistant",
         .lasting = DS_LASTING_UUID, .lasting_key = "uuid", .name_key = "location_name",
         .version_key = "version")
SERVICE ("_ihsp._tcp", DS_HINT_PRODUCT, DS_KIND_HUB, "IKEA", .called = N_("Hub"),
         .named = DS_NAMED_NOWHERE, .lasting = DS_LASTING_UUID, .lasting_key = "uuid",
         .model_key = "type", .version_key = "sv")
SERVICE ("_lutron._tcp", DS_HINT_PRODUCT, DS_KIND_HUB, "Lutron",
         .lasting = DS_LASTING_MAC, .lasting_key = "MACADDR", .model_key = "SYSTYPE",
         .version_key = "CODEVER")
SERVICE ("_kizbox._tcp", DS_HINT_PRODUCT, DS_KIND_HUB, "Somfy",
         .lasting = DS_LASTING_SERIAL, .lasting_key = "gateway_pin", .version_key = "fw_version")
SERVICE ("_bond._tcp", DS_HINT_PRODUCT, DS_KIND_HUB, "Bond")
SERVICE ("_plugwise._tcp", DS_HINT_PRODUCT, DS_KIND_HUB, "Plugwise",
         .model_key = "product", .version_key = "version")
SERVICE ("_amzn-alexa._tcp", DS_HINT_THING, DS_KIND_UNKNOWN, .known_only = true)

/* Lamps, plugs and sensors */
SERVICE ("_shelly._tcp", DS_HINT_PRODUCT, DS_KIND_UNKNOWN, "Shelly",
         .lasting = DS_LASTING_MAC, .lasting_key = DS_KEY_INSTANCE,
         .model_key = "app", .version_key = "ver")
SERVICE ("_esphomelib._tcp", DS_HINT_PRODUCT, DS_KIND_UNKNOWN,
         .lasting = DS_LASTING_MAC, .lasting_key = "mac", .name_key = "friendly_name",
         .model_key = "project_name", .version_key = "project_version version")
SERVICE ("_wled._tcp", DS_HINT_PRODUCT, DS_KIND_LAMP, "WLED",
         .lasting = DS_LASTING_MAC, .lasting_key = "mac")
SERVICE ("_elg._tcp", DS_HINT_PRODUCT, DS_KIND_LAMP, "Elgato",
         .lasting = DS_LASTING_MAC, .lasting_key = "id", .model_key = "md")
SERVICE ("_nanoleafapi._tcp", DS_HINT_PRODUCT, DS_KIND_LAMP, "Nanoleaf",
         .lasting = DS_LASTING_MAC, .lasting_key = "id", .model_key = "md",
         .version_key = "srcvers")
SERVICE ("_bbxsrv._tcp", DS_HINT_PRODUCT, DS_KIND_UNKNOWN, "BleBox")
SERVICE ("_hwenergy._tcp", DS_HINT_PRODUCT, DS_KIND_SENSOR, "HomeWizard",
         .lasting = DS_LASTING_MAC, .lasting_key = "serial", .name_key = "product_name",
         .model_key = "product_type")
SERVICE ("_homewizard._tcp", DS_HINT_PRODUCT, DS_KIND_SENSOR, "HomeWizard",
         .lasting = DS_LASTING_MAC, .lasting_key = "serial", .name_key = "product_name",
         .model_key = "product_type")
SERVICE ("_enphase-envoy._tcp", DS_HINT_PRODUCT, DS_KIND_SENSOR, "Enphase",
         .lasting = DS_LASTING_SERIAL, .lasting_key = "serialnum")
SERVICE ("_miio._udp", DS_HINT_PRODUCT, DS_KIND_UNKNOWN, "Xiaomi")

/* Heating and machines */
SERVICE ("_ecobee._tcp", DS_HINT_PRODUCT, DS_KIND_THERMOSTAT, "ecobee")
SERVICE ("_dkapi._tcp", DS_HINT_PRODUCT, DS_KIND_THERMOSTAT, "Daikin")
SERVICE ("_homeconnect._tcp", DS_HINT_PRODUCT, DS_KIND_APPLIANCE,
         .lasting = DS_LASTING_MAC, .lasting_key = "mac", .maker_key = "brand",
         .model_key = "vib")

/* Cameras and doors */
SERVICE ("_axis-video._tcp", DS_HINT_PRODUCT, DS_KIND_CAMERA,
         .lasting = DS_LASTING_MAC, .lasting_key = "macaddress")

/* Routers */
SERVICE ("_airport._tcp", DS_HINT_PRODUCT, DS_KIND_ROUTER, "Apple",
         .lasting = DS_LASTING_MAC, .lasting_key = "waMA", .version_key = "syVs",
         .list_key = "waMA")
SERVICE ("_fbx-api._tcp", DS_HINT_PRODUCT, DS_KIND_ROUTER, "Freebox",
         .lasting = DS_LASTING_SERIAL, .lasting_key = "uid", .model_key = "box_model_name")
SERVICE ("_dvl-deviceapi._tcp", DS_HINT_PRODUCT, DS_KIND_ROUTER, "devolo",
         .lasting = DS_LASTING_SERIAL, .lasting_key = "SN", .model_key = "Product",
         .version_key = "FirmwareVersion")

/* Paper: what IPP does not tell. Bonjour Printing Specification 1.2.1, section 9 */
SERVICE ("_printer._tcp", DS_HINT_THING, DS_KIND_PRINTER,
         .lasting = DS_LASTING_UUID, .lasting_key = "UUID",
         .maker_key = "usb_MFG", .model_key = "usb_MDL ty")
SERVICE ("_pdl-datastream._tcp", DS_HINT_THING, DS_KIND_PRINTER,
         .lasting = DS_LASTING_UUID, .lasting_key = "UUID",
         .maker_key = "usb_MFG", .model_key = "usb_MDL ty")
SERVICE ("_scanner._tcp", DS_HINT_PART, DS_KIND_SCANNER,
         .lasting = DS_LASTING_UUID, .lasting_key = "UUID",
         .maker_key = "mfg", .model_key = "mdl ty")
SERVICE ("_uscan._tcp", DS_HINT_PART, DS_KIND_SCANNER,
         .lasting = DS_LASTING_UUID, .lasting_key = "UUID",
         .maker_key = "mfg", .model_key = "mdl ty")
SERVICE ("_uscans._tcp", DS_HINT_PART, DS_KIND_SCANNER,
         .lasting = DS_LASTING_UUID, .lasting_key = "UUID",
         .maker_key = "mfg", .model_key = "mdl ty")

/* Files */
SERVICE ("_qdiscover._tcp", DS_HINT_PRODUCT, DS_KIND_STORAGE, "QNAP",
         .model_key = "displayModel model", .version_key = "fwVer", .list_key = "accessType")
SERVICE ("_adisk._tcp", DS_HINT_FILES, DS_KIND_STORAGE)
SERVICE ("_smb._tcp", DS_HINT_FILES, DS_KIND_STORAGE)
SERVICE ("_nfs._tcp", DS_HINT_FILES, DS_KIND_STORAGE)
SERVICE ("_afpovertcp._tcp", DS_HINT_FILES, DS_KIND_STORAGE)

/* Anything may have a web page: only by known names */
SERVICE ("_http._tcp", DS_HINT_PRODUCT, DS_KIND_UNKNOWN, .known_only = true,
         .lasting = DS_LASTING_MAC, .lasting_key = "mac_address mac " DS_KEY_INSTANCE,
         .model_key = "model", .version_key = "ver")

/* Computers, which are recognised so as not to be taken for devices of a home */
SERVICE ("_workstation._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER,
         .lasting = DS_LASTING_MAC, .lasting_key = DS_KEY_INSTANCE)
SERVICE ("_kdeconnect._udp", DS_HINT_COMPUTER, DS_KIND_COMPUTER, .name_key = "name",
         .named = DS_NAMED_NOWHERE)
SERVICE ("_ssh._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER)
SERVICE ("_sftp-ssh._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER)
SERVICE ("_rfb._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER)
SERVICE ("_rdp._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER)
SERVICE ("_nvstream._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER)
SERVICE ("_nvstream_dbd._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER)
SERVICE ("_companion-link._tcp", DS_HINT_COMPUTER, DS_KIND_COMPUTER, .model_key = "rpMd")
