namespace Counterweight.Tests.Numerics;

/// <summary>The greatest error met, and where; filled by several threads.</summary>
internal sealed class WorstError
{
    private readonly Lock gate = new();

    public double Ulps { get; private set; }

    public double Argument { get; private set; }

    public double Result { get; private set; }

    public void Meet(double ulps, double argument, double result)
    {
        lock (gate)
        {
            if (ulps > Ulps)
            {
                (Ulps, Argument, Result) = (ulps, argument, result);
            }
        }
    }

    public override string ToString() => FormattableString.Invariant($"{Ulps:F4} ulp at {Argument:R}, result {Result:R}");
}
