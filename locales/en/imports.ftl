# Trips on their way in
import-title = Import trips
import-link = Import
import-lead = From a spreadsheet saved as CSV, or from JSON. You see every trip as it will be before anything is imported.
import-file = File
import-file-bounds = CSV or JSON, up to { $size } MB and { $rows } trips
import-look = Look at the file
import-help-title = What to know
import-help-headings = The first row names the columns, in English or French. Only the trip name is needed; you say which column is which.
import-help-own = What you download from the list of trips can be imported as it is. JSON brings itineraries and travellers along.
import-help-draft = Every trip becomes a draft of yours with a reference of its own. Colleagues named in a file become travellers without an account, so that a file gives nobody a trip to see.
import-help-undo = For { $days } days a whole import can be undone, as long as nobody has changed its trips.
import-recent = Your imports
import-state = State
import-rows = Rows
import-when = When

import-format-csv = CSV
import-format-json = JSON
import-state-uploaded = Not imported yet
import-state-queued = Under way
import-state-done = Imported
import-state-refused = Nothing imported
import-state-failed = Gave up
import-state-undone = Undone

import-preview-title = Look before you import
import-preview-lead = Nothing is imported yet. Check how the file was read, then import it.
import-sum-rows = { $count ->
    [one] row
   *[other] rows
 } in the file
import-sum-right = { $count ->
   *[other] can be imported
 }
import-sum-wrong = { $count ->
    [one] has a problem
   *[other] have a problem
 }
import-sum-imported = { $count ->
   *[other] imported
 }
import-delimiter-comma = separated by commas
import-delimiter-semicolon = separated by semicolons
import-delimiter-tab = separated by tabs
import-delimiter-bar = separated by bars
import-before = This very file was imported on { $when }: { $count ->
    [one] { $count } trip
   *[other] { $count } trips
 }. Importing it again makes the trips a second time.
import-before-link = See that import
import-mapping = Columns
import-column = Column
import-sample = First entry
import-field = Goes into
import-field-of = What column { $column } goes into
import-no-heading = No heading
import-left-out = Left out
import-dates = Dates such as 04/05/2026
import-day-first = Day first: 4 May
import-month-first = Month first: April 5
import-amounts = Amounts such as 1,234
import-amounts-point = The comma groups: 1234
import-amounts-comma = The comma is the decimal mark: 1.234
import-read-again = Read again
import-first-rows = The first trips as they will be
import-line = Row
import-more = More
import-segments = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
 }
import-travellers = { $count ->
    [one] { $count } traveller
   *[other] { $count } travellers
 }
import-problems = Problems
import-problem = Problem
import-trip = Trip
import-nameless = No name
import-cut = The first { $count } are shown; the file has all.
import-mode = Some rows have problems
import-mode-whole = Import all or nothing
import-mode-right = Import the rows that are right, leave out the others
import-go = { $count ->
    [one] Import { $count } trip
   *[other] Import { $count } trips
 }
import-not-ready = No row can be imported as the file is read now.
import-discard = Throw the file away

import-progress-title = Importing
import-waiting = Waiting for its turn
import-progress = { $done } of { $read } rows
import-progress-leave = You can leave this page: the import goes on, and its report stays here.
import-refresh = Refresh
import-still = Stop refreshing by itself

import-report-title = Import report
import-done = { $count ->
    [one] { $count } trip was imported.
   *[other] { $count } trips were imported.
 }
import-refused = Nothing was imported: { $count ->
    [one] { $count } row has
   *[other] { $count } rows have
 } a problem.
import-refused-whole = All or nothing was asked for. Mend the file and import it again, or import only the rows that are right.
import-failed = The import was begun several times and never came to an end. Nothing was imported.
import-undone = Undone: { $count ->
    [one] { $count } trip went
   *[other] { $count } trips went
 } to the trash.
import-report-file = Report as CSV
import-report-line = Row
import-report-name = Trip
import-report-result = Result
import-report-problems = Problems
import-row-imported = Imported
import-row-wrong = Has a problem
import-row-not-imported = Not imported
import-undo = { $count ->
    [one] Undo: { $count } trip to the trash
   *[other] Undo: all { $count } trips to the trash
 }
import-another = Import another file
import-stuck = Not undone: something was changed since
import-stuck-text = An import is undone as a whole or not at all. These trips, or what belongs to them, were changed or deleted after it:
import-imported = What was imported
import-gone = gone for good
flash-import-undone = The import was undone: its trips lie in the trash.

error-import-none = Choose a file
error-import-size = The file is larger than { $max } MB. Divide it into several
error-import-empty = There is no trip in the file. The first row names the columns, those below are trips
error-import-encoding = The file is no text in UTF-8, UTF-16 or Windows-1252. Save it as CSV in UTF-8
error-import-table = The file cannot be read as a table
error-import-columns = Row { $line } has more than { $max } columns
error-import-cell = Row { $line } has a cell of more than { $max } characters: a quotation mark may be missing
error-import-rows = The file has more than { $max } trips. Divide it into several
error-import-json = The file has to hold a list of trips
error-import-object = A trip has to be an object
error-import-members = There can be at most { $max }
error-import-cells = The row has { $cells } cells, and there are { $columns } columns
error-import-twice = Another column goes into “{ $field }” already
error-import-no-name = Say which column is the trip name
error-import-waiting = You have { $max } imports under way. Wait until one of them is done
error-import-again = This page was used for another file before. Choose the file once more
error-import-not-done = This import is not done, so that there is nothing to undo
