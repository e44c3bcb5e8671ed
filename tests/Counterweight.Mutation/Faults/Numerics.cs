namespace Counterweight.Mutation.Faults;

/// <summary>Elementary functions and the operations of blocks.</summary>
internal static class NumericsFaults
{
    private const string Maths = "Counterweight.Tests: *.NearestTests *.VectorMathTests *.DoubleAccuracyTests";
    private const string Blocks = "Counterweight.Tests: *.BlockTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a digit of the single exponential", "BlockMath.Exp.cs", "0.041667237877845764", "0.041667137877845764", Maths),
        new("a digit of the double exponential", "BlockMath.Exp.cs", "0.0013888888926891785", "0.0013888888927891785", Maths),
        new("the last digit of the double logarithm's first term", "BlockMath.Log.cs", "0.3333333333333375", "0.3333333333334375", Maths),
        new("a digit of the single logarithm", "BlockMath.Log.cs", "-0.1268872618675232", "-0.1268882618675232", Maths),
        new("a digit of the double logarithm", "BlockMath.Log.cs", "-0.16666666663799512", "-0.16666666673799512", Maths),
        new("a digit of log1p on [0, 1]", "BlockMath.Log1pUnit.cs", "0.12427412863020339", "0.12427412873020339", Maths),
        new("a single digit of log1p on [0, 1]", "BlockMath.Log1pUnit.cs", "0.1242737327908822", "0.1242736327908822", Maths),
        new("the low part of ln 2 is lost", "BlockMath.Exp.cs", "private const double Ln2DoubleLow = 5.497923018708371e-14;", "private const double Ln2DoubleLow = 5.497923e-14;", Maths),
        new("the low part of log₂e is lost", "BlockMath.Log2.cs", "private const double Log2EDoubleLow = 2.0355273740931033e-17;", "private const double Log2EDoubleLow = 0;", Maths),
        new("the exponential overflows a binade early", "BlockMath.Exp.cs", "TBlock.Min(TBlock.Constant(typeof(T) == typeof(float) ? 89 : 710), x)", "TBlock.Min(TBlock.Constant(typeof(T) == typeof(float) ? 88 : 709), x)", Maths),
        new("small exponentials are 0 too early", "BlockMath.Exp.cs", "float) ? -104 : -746", "float) ? -100 : -740", Maths),
        new("expm1 of small numbers is computed", "BlockMath.Expm1.cs", "private const double Tiny = 5.421010862427522e-20;", "private const double Tiny = 0;", Maths),
        new("expm1 saturates early", "BlockMath.Expm1.cs", "TBlock.Constant(-40)", "TBlock.Constant(-16)", Maths),
        new("log1p of −0 is 0", "BlockMath.Log1p.cs", "return log | (x & TBlock.Constant(-0.0));", "return log;", Maths),
        new("the logarithm of 0 is a number", "BlockMath.Log.cs", "return TBlock.SelectEqual(x, TBlock.Zero, TBlock.Constant(double.NegativeInfinity), log);", "return log;", Maths),
        new("right columns of pairs are left ones", "Core/Simd/ColumnPairs.cs", "0b11_01_11_01", "0b10_00_10_00", Blocks),
        new("the second register of a maximum stays as it is", "VectorBlock.Comparisons.cs", "left.b = Max(left.b, right.b);", "", Blocks),
        new(
            "a choice takes the other side",
            "VectorBlock.Comparisons.cs",
            "Avx.BlendVariable(whenFalse.AsVector256().AsSingle(), whenTrue.AsVector256().AsSingle()",
            "Avx.BlendVariable(whenTrue.AsVector256().AsSingle(), whenFalse.AsVector256().AsSingle()",
            Blocks),
        new("sums of 64 bytes are sums of blocks", "VectorBlock.Folds.cs", "var lanes64 = (nint)(64 / sizeof(T));", "var lanes64 = (nint)Count;", Blocks),
        new("the last of four triples is read one too far", "Interleave.cs", "Row(in source, 8)", "Row(in source, 9)", Blocks),
        new("the first of the next triple is that of this one", "Interleave.cs", "var next = Vector128.Shuffle(x, Vector128.Create(1, 2, 3, 3));", "var next = x;", Blocks),
        new("two registers are not several", "BlockDispatch.cs", "typeof(TBlock) == typeof(VectorBlock<T, Registers.Two>) || ", "", "Counterweight.Tests: *.BlockDispatchTests"),
        new("the fold of four adds neighbours first", "Fold128.cs", "(value[0] + value[2]) + (value[1] + value[3])", "(value[0] + value[1]) + (value[2] + value[3])", Blocks),
    ];
}
