using Counterweight.Reference.Precision;
using Xunit;

namespace Counterweight.Tests.Numerics;

/// <summary>The reference itself against values to 120 bits from mpmath.</summary>
[Trait("Registers", "any")]
public sealed class PreciseMathTests
{
    [Theory]
    [InlineData(0.1, 1.1051709180756477, -8.149523913327619e-17)]
    [InlineData(-20.3, 1.5269401591266087e-09, -9.350718630790655e-26)]
    [InlineData(300.7, 3.911566412479153e+130, -2.2210200263893878e+114)]
    [InlineData(-600.1, 2.398177973791773e-261, 1.401323523828551e-277)]
    public void Exp(double x, double hi, double lo) => Close(hi, lo, PreciseMath.Exp(x));

    [Theory]
    [InlineData(1e-09, 1.0000000005000001e-09, -7.443897403844588e-26)]
    [InlineData(-0.3, -0.2591817793182821, -1.805530505953e-18)]
    [InlineData(0.5, 0.6487212707001282, -4.731568479435833e-17)]
    [InlineData(-3.7, -0.9752764735296606, 1.258293001309132e-17)]
    [InlineData(150.2, 1.7022807259001505e+65, 1.4516808346136416e+48)]
    public void Expm1(double x, double hi, double lo) => Close(hi, lo, PreciseMath.Expm1(x));

    [Theory]
    [InlineData(0.7, -0.35667494393873245, 4.82556379937662e-18)]
    [InlineData(1.0000001, 9.999999505838704e-08, 1.5249709528441489e-24)]
    [InlineData(1.4, 0.3364722366212129, -2.7495119293418212e-17)]
    [InlineData(123456.789, 11.723646487185881, -4.1025541885795297e-16)]
    [InlineData(1e-300, -690.7755278982137, -2.3670096176709832e-14)]
    public void Log(double x, double hi, double lo) => Close(hi, lo, PreciseMath.Log(x));

    [Theory]
    [InlineData(1e-09, 9.999999995e-10, 7.493897403823754e-26)]
    [InlineData(-0.25, -0.2876820724517809, -2.607160616442564e-17)]
    [InlineData(0.31, 0.27002713721306015, 2.1153823095977648e-17)]
    [InlineData(-0.999, -6.907755278982136, -2.369515526854508e-16)]
    [InlineData(750000000.0, 20.435583765827964, -4.256270538242679e-16)]
    public void Log1p(double x, double hi, double lo) => Close(hi, lo, PreciseMath.Log1p(x));

    [Theory]
    [InlineData(0.7, -0.5145731728297583, 8.76352077439819e-18)]
    [InlineData(1.0000001, 1.4426949695965583e-07, 6.897421541207991e-24)]
    [InlineData(1.45, 0.5360529002402097, 4.43515296969157e-17)]
    [InlineData(3e+200, 665.9705814781936, 3.151812543798551e-14)]
    public void Log2(double x, double hi, double lo) => Close(hi, lo, PreciseMath.Log2(x));

    [Theory]
    [InlineData(-30.2, 7.661373700297756e-14, -6.005472547796372e-30)]
    [InlineData(-0.1, 0.47502081252106, 2.5084310194303448e-17)]
    [InlineData(2.5, 0.9241418199787564, 8.549720986121e-18)]
    [InlineData(33.3, 0.9999999999999966, -9.696368036219094e-18)]
    public void Sigmoid(double x, double hi, double lo) => Close(hi, lo, PreciseMath.Sigmoid(x));

    [Theory]
    [InlineData(-30.2, 7.661373700298048e-14, 5.7519605266343805e-31)]
    [InlineData(-0.1, 0.6443966600735709, 1.0571540971906025e-17)]
    [InlineData(2.5, 2.5788897342925496, -1.6971384488584093e-17)]
    [InlineData(33.3, 33.3, 3.4513877443742103e-15)]
    public void Softplus(double x, double hi, double lo) => Close(hi, lo, PreciseMath.Softplus(x));

    [Theory]
    [InlineData(1.1, 300.5, 2744744288561.043, 0.0001950691903626067)]
    [InlineData(1e-05, 0.3, 0.0316227766016838, -1.429467006485227e-19)]
    [InlineData(7.7, -100.25, 1.3468052525121348e-89, -3.4968817397599105e-107)]
    [InlineData(1.0000001, 100000000.0, 22026.454910182532, 1.5095446215275538e-12)]
    public void Pow(double x, double y, double hi, double lo) => Close(hi, lo, PreciseMath.Pow(x, y));

    private static void Close(double hi, double lo, Scaled actual)
    {
        var value = DoubleDouble.ScaleB(actual.Significand, actual.Exponent);
        var error = (value.Hi - hi) + (value.Lo - lo);
        Assert.True(Math.Abs(error) <= Math.Abs(hi) * Math.ScaleB(1, -90), $"{error / hi}");
    }
}
