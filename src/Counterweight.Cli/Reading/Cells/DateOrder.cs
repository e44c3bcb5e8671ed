namespace Counterweight.Cli.Reading.Cells;

/// <summary>The order of the parts of a date.</summary>
[Flags]
internal enum DateOrder
{
    None = 0,
    YearMonthDay = 1,
    MonthDayYear = 1 << 1,
    DayMonthYear = 1 << 2,
}
