using Counterweight.Core.Simd;

namespace Counterweight.Splits;

/// <summary>The best of eight lanes, each of which kept its own best threshold.</summary>
internal static unsafe class BestLane
{
    /// <summary>The greatest gain and the lowest place that has it; false where none is above the floor.</summary>
    /// <param name="lanes">Each lane's gain, then its place.</param>
    /// <param name="floor">What a gain must exceed.</param>
    /// <param name="gain">The greatest gain.</param>
    /// <param name="place">Its place.</param>
    public static bool Find<TBlock>(double* lanes, double floor, out double gain, out int place)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var gains = TBlock.Load(ref *lanes);
        gain = TBlock.MaxAcross(gains);
        if (!(gain > floor))
        {
            place = 0;
            return false;
        }

        var where = TBlock.SelectEqual(gains, TBlock.Create(gain), TBlock.Load(ref lanes[TBlock.Count]), TBlock.Create(double.PositiveInfinity));
        place = (int)-TBlock.MaxAcross(-where);
        return true;
    }
}
