using System.Numerics;
using Counterweight.Losses;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>What boosters multiply the Hessian diagonal by.</summary>
public sealed class HessianFactorTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void MultipliesTheHessianAlone(int classes)
    {
        Check<float>(classes, 4 * Math.ScaleB(1, -23));
        Check<double>(classes, 4 * Math.ScaleB(1, -52));
    }

    private static void Check<T>(int classes, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var rows in (int[])[1, 17, 100])
        {
            foreach (var isClassMajor in (bool[])[false, true])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes);
                var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor };
                var one = call.Run(batch);
                var two = (call with { HessianFactor = HessianFactor.Two }).Run(batch);
                var ratio = (call with { HessianFactor = HessianFactor.ClassRatio }).Run(batch);
                SameBits.Assert<T>([.. one.Hessian.Select(h => h + h)], two.Hessian, "two");
                var factor = classes == 1 ? 1 : classes / (classes - 1.0);
                for (var i = 0; i < one.Hessian.Length; i++)
                {
                    var expected = factor * double.CreateChecked(one.Hessian[i]);
                    Assert.Equal(expected, double.CreateChecked(ratio.Hessian[i]), (tolerance * expected) + double.CreateChecked(T.Epsilon));
                }

                SameBits.Assert(one, two with { Hessian = [] }, "two");
                SameBits.Assert(one, ratio with { Hessian = [] }, "ratio");
            }
        }
    }
}
