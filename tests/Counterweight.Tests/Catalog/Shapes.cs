using Counterweight.Reference.Catalog;

namespace Counterweight.Tests.Catalog;

/// <summary>Shapes to try a kernel on, as far as it accepts them.</summary>
internal static class Shapes
{
    /// <summary>Lengths 0 – 257; widths 1 – 130 with ever other numbers of rows, rows 0 – 40 at ever other widths, and wide rows.</summary>
    public static IEnumerable<Shape> Dense(KernelCase kernel) => Accepted(kernel, kernel.HasWidth
        ? [
            .. Enumerable.Range(1, 130).Select(width => new Shape(width * 7 % 41, width)),
            .. Enumerable.Range(0, 41).SelectMany(rows => (Shape[])[new(rows, 1 + (rows * 3 % 16)), new(rows, 17 + (rows * 5 % 32)), new(rows, 97 + (rows * 7 % 34))]),
            .. Wide,
        ]
        : Enumerable.Range(0, 258).Select(length => new Shape(length)));

    /// <summary>Every remainder of a block, with more and with fewer rows than one.</summary>
    public static IEnumerable<Shape> Few(KernelCase kernel) => Accepted(kernel, kernel.HasWidth
        ? [new(0, 3), new(1, 1), new(19, 1), new(35, 2), new(17, 3), new(33, 5), new(7, 10), new(40, 16), new(16, 17), new(21, 31), new(9, 64), new(18, 113), new(5, 114), new(3, 128), new(2, 1000)]
        : [new(0), new(1), new(7), new(15), new(16), new(31), new(33), new(64), new(100), new(257)]);

    /// <summary>Several work items.</summary>
    public static IEnumerable<Shape> Large(KernelCase kernel) => Accepted(kernel, kernel.HasWidth
        ? [new(kernel.ComparesAllRows ? 5003 : 12345, 3), new(1003, 97), new(83, 1000)]
        : [new(4096), new(20011)]);

    private static IEnumerable<Shape> Wide => [new(1, 114), new(17, 114), new(40, 128), new(3, 1000), new(17, 1000), new(2, 4099), new(5, 4099)];

    private static IEnumerable<Shape> Accepted(KernelCase kernel, IEnumerable<Shape> shapes) =>
        shapes.Where(shape => shape.Rows >= kernel.MinRowCount && shape.Width <= kernel.MaxWidth);
}
