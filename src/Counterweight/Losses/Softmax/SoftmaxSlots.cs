namespace Counterweight.Losses.Softmax;

/// <summary>Blocks of a set's state: first the sums over its rows, then, in the place of those no longer needed, the coefficients of the outputs.</summary>
internal static class SoftmaxSlots
{
    public const int Rest = 0;
    public const int TargetExp = 1;
    public const int TargetShift = 2;
    public const int ClassWeight = 3;
    public const int Spread = 4;
    public const int Max = 5;
    public const int ArgMax = 6;
    public const int Label = 7;

    /// <summary>0 in rows that do not count.</summary>
    public const int SampleWeight = 8;

    public const int Factor = TargetShift;
    public const int Target = ClassWeight;
    public const int LogSumExp = Max;
    public const int OfProducts = Spread;
    public const int OfSquares = 9;

    public const int Count = 10;
}
