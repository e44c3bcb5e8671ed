using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Numbers of classes around those where the loops change.</summary>
public static class LayoutClasses
{
    public static TheoryData<int> All => [1, 2, 3, 4, 5, 10, 16, 17, 63, 64, 65, 100, 130, 1000];

    /// <summary>Those whose class-major rows are summed in the order of row-major ones.</summary>
    public static TheoryData<int> RowPerLane => [1, 2, 3, 4, 5, 10, 16, 17, 63];

    public static TheoryData<int> LongRow => [64, 65, 100, 130, 1000];
}
