/* SPDX-FileCopyrightText: The Doorstep developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ds-test-catalogue.h"

#include "catalogue/ds-maker-file.h"
#include "catalogue/ds-matter-table.h"

#include <string.h>

const char ds_test_maker[] =
  "{ 'maker': 'Hausgerät', 'names': ['HG'], 'homepage': 'https://example.org/',"
  "  'match': { 'homekit': ['HG*'], 'dnssd': ['_hausgeraet._tcp'], 'matter_vendors': ['0xFFF1'] },"
  "  'sources': { 'page': { 'publisher': 'Hausgerät', 'url': 'https://example.org/support',"
  "    'reach': 'stored-copy', 'stated': '2026-02', 'read': '2026-11-21', 'checked': null } },"
  "  'policies': { 'new': { 'rule': { 'years': 5, 'from': 'launch' }, 'at_least': true, 'source': 'page' } },"
  "  'support': [{ 'rule': { 'years': 2, 'from': 'purchase' }, 'source': 'page' }],"
  "  'contacts': [{ 'report': 'mailto:help@example.org', 'answer_days': 3, 'source': 'page' }],"
  "  'accounts': [{ 'purpose': 'close', 'url': 'https://example.org/account', 'countries': ['DE'],"
  "    'steps': [{ 'en': 'Log in.', 'de': 'Anmelden.' }], 'source': 'page' }],"
  "  'products': ["
  "   { 'model': 'Lamp 1', 'kind': 'lamp', 'match': { 'models': ['HG-L1'], 'matter': ['0xFFF1:0x0001'] },"
  "     'endoflife': 'hausgeraet-lamps/1.a',"
  "     'general_availability': '2024-02-29', 'dates_source': 'page', 'support': ['new'],"
  "     'reset': [{ 'steps': [{ 'en': 'Press.', 'de': 'Drücken.' }, { 'en': 'Wait.' }], 'source': 'page' }],"
  "     'advisories': [{ 'kind': 'recall', 'title': { 'en': 'It gets hot' }, 'date': '2025-03-01',"
  "       'url': 'https://example.org/hot', 'source': 'page' }] },"
  "   { 'model': 'Lamp 2', 'kind': 'lamp', 'match': { 'homekit': ['HGL2*'], 'models': ['L2*'] },"
  "     'support': [{ 'end_of_security_support': '2030-05', 'at_least': true, 'source': 'page' }] },"
  "   { 'model': 'Lamp 2 Mini', 'kind': 'lamp', 'match': { 'homekit': ['HGL2M*', 'HGL2M9'], 'models': ['L2 Mini*'] },"
  "     'support': [{ 'ended': true, 'end_of_security_support': '2020-04-30', 'source': 'page' }] },"
  "   { 'model': 'Plug', 'kind': 'plug', 'support': [{ 'end_of_security_support': 'tba', 'source': 'page' }] },"
  "   { 'model': 'Mûsic Box', 'kind': 'speaker' }"
  " ] }";

GBytes *
ds_test_catalogue_new (uint32_t edition)
{
  g_autoptr (DsCatalogueWriter) writer = ds_catalogue_writer_new ();
  g_autofree char *text = g_strdelimit (g_strdup (ds_test_maker), "'", '"');
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  ds_maker_file_add (writer, text, strlen (text), &error);
  g_assert_no_error (error);
  ds_matter_table_add_vendors (writer, "# a table\n0xFFF1\tHG\t\n0xFFF2\tOther\thttps://example.com/\n", &error);
  g_assert_no_error (error);
  ds_matter_table_add_models (writer, "0xFFF1\t0x0001\t256\tNot this\n0xFFF1\t0x0002\t266\tPlug\n"
                                      "0xFFF2\t0x0001\t10\tBolt\n0xFFF2\t0x0002\t10\tBolt\n", &error);
  g_assert_no_error (error);
  bytes = ds_catalogue_writer_finish (writer, edition, ds_date_new (2026, 11, 22), &error);
  g_assert_no_error (error);
  return bytes;
}
