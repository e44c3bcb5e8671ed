using System.Globalization;
using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks.Serve;

/// <summary>What to time: <c>softmax-cross-entropy float32 65536x2 value+gradient threads=1</c>.</summary>
internal sealed record WorkRequest(string Kernel, Shape Shape, bool WantsHessian, int Threads)
{
    private const string ThreadsPrefix = "threads=";

    /// <summary>So many that the bytes of an operand are still counted by an <see cref="int"/>.</summary>
    private const int MostElements = int.MaxValue / sizeof(double);

    /// <exception cref="UsageException">The line is no request.</exception>
    public static WorkRequest Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var kernel, var dtype, var shape, var outputs, var threads]
            ? new($"{kernel} {dtype}", ParseShape(shape), IsHessian(outputs), ParseThreads(threads))
            : throw new UsageException($"'{line}' is not KERNEL DTYPE SHAPE OUTPUTS {ThreadsPrefix}N.");
    }

    private static Shape ParseShape(string text)
    {
        var sizes = text.Split('x');
        if (sizes.Length > 2 || !Array.TrueForAll(sizes, size => IsPositive(size, out _)))
        {
            throw new UsageException($"'{text}' is no shape: 65536 or 65536x3.");
        }

        var (rows, width) = (Number(sizes[0]), sizes.Length == 1 ? 1 : Number(sizes[1]));
        return (long)rows * width <= MostElements
            ? new Shape(rows, width)
            : throw new UsageException($"'{text}' has more than {MostElements} elements.");
    }

    private static bool IsHessian(string text) => text switch
    {
        "value+gradient" => false,
        "gradient+hessian" => true,
        _ => throw new UsageException($"'{text}' is neither value+gradient nor gradient+hessian."),
    };

    private static int ParseThreads(string text) =>
        text.StartsWith(ThreadsPrefix, StringComparison.Ordinal) && IsPositive(text[ThreadsPrefix.Length..], out var threads)
            ? threads
            : throw new UsageException($"'{text}' is not {ThreadsPrefix}N with N at least 1.");

    private static bool IsPositive(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
