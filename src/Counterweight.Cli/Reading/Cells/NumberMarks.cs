namespace Counterweight.Cli.Reading.Cells;

/// <summary>The decimal mark of a number and what groups its thousands.</summary>
[Flags]
internal enum NumberMarks
{
    None = 0,
    Point = 1,
    PointWithSpaces = 1 << 1,
    PointWithApostrophes = 1 << 2,
    PointWithCommas = 1 << 3,
    Comma = 1 << 4,
    CommaWithSpaces = 1 << 5,
    CommaWithApostrophes = 1 << 6,
    CommaWithPoints = 1 << 7,

    /// <summary>As in India, 12,34,567: the last three digits are a group, and two each before them.</summary>
    PointWithIndianCommas = 1 << 8,

    AnyPoint = Point | PointWithSpaces | PointWithApostrophes | PointWithCommas | PointWithIndianCommas,
    AnyComma = Comma | CommaWithSpaces | CommaWithApostrophes | CommaWithPoints,
}
