using Counterweight.Threading;

namespace Counterweight.Training;

/// <summary>Runs all rows, or other elements, some at a time.</summary>
internal static class RowItems
{
    /// <summary>Calls <paramref name="body"/> with the first element of each item and how many it has.</summary>
    public static void Run(int length, int itemLength, int degreeOfParallelism, Action<int, int> body)
    {
        var items = (length / itemLength) + (length % itemLength > 0 ? 1 : 0);
        ParallelItems.Run(items, degreeOfParallelism, item => body(item * itemLength, Math.Min(itemLength, length - (item * itemLength))));
    }
}
