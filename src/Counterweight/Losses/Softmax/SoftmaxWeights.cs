using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax.RowPerLane;

namespace Counterweight.Losses.Softmax;

/// <summary>Weights of the rows of the softmax loops: of target times sample, 0 where the label is to be ignored.</summary>
internal readonly unsafe struct SoftmaxWeights<T> : IRowWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most classes whose weights are in registers; those of more are looked up row by row.</summary>
    private const int MaxClassesInRegisters = 4;

    private readonly SoftmaxOperands<T> operands;
    private readonly T smoothing;
    private readonly T weightSum;
    private readonly T weight0;
    private readonly T weight1;
    private readonly T weight2;
    private readonly T weight3;

    public SoftmaxWeights(in SoftmaxOperands<T> operands, T smoothing)
    {
        this.operands = operands;
        this.smoothing = smoothing;
        weightSum = ClassWeightSum.Of(smoothing, in operands);
        var few = stackalloc T[MaxClassesInRegisters];
        Scratch.CopyOrFill(operands.ClassWeights, few, Math.Min(operands.Classes, MaxClassesInRegisters), T.One);
        (weight0, weight1, weight2, weight3) = (few[0], few[1], few[2], few[3]);
    }

    public nint Rows => operands.Rows;

    public int RowsPerItem => SoftmaxOperands<T>.RowsPerItem(operands.Classes);

    public nint AtOnce<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        operands.IsRowPerLane ? RowSets<TBlock, T>.RowsAtOnce(in operands) : operands.LongRowsAtOnce(TBlock.Count);

    [SkipLocalsInit]
    public void Write<TBlock>(nint first, int count, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var size = TBlock.Count;
        var samples = operands.SampleWeights == null ? null : operands.SampleWeights + first;
        var buffer = stackalloc int[LossTuning.BlocksAtOnce * size];
        var labels = (operands.Labels + first).Ints(count, buffer, (int)Rounding.Up(count, size));
        var whole = count - (count % size);
        Blocks<TBlock>(labels, samples, whole, weights);
        if (whole < count)
        {
            var padded = stackalloc T[size];
            Scratch.Pad(samples == null ? null : samples + whole, count - whole, padded, size, T.Zero);
            new Span<int>(labels + whole, count - whole).CopyTo(new(buffer, size));
            new Span<int>(buffer + (count - whole), size - (count - whole)).Fill(operands.IgnoreLabel);
            Blocks<TBlock>(buffer, samples == null ? null : padded, size, weights + whole);
        }
    }

    /// <summary>The weights of whole blocks of rows.</summary>
    private void Blocks<TBlock>(int* labels, T* samples, int rows, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var areInRegisters = operands.Classes <= MaxClassesInRegisters;
        if (!areInRegisters)
        {
            LookUp(labels, rows, weights);
        }

        var (w0, w1, w2, w3) = (TBlock.Create(weight0), TBlock.Create(weight1), TBlock.Create(weight2), TBlock.Create(weight3));
        var (two, ignored) = (TBlock.Constant(2), TBlock.Create(T.CreateTruncating(operands.IgnoreLabel)));
        var rowWeight = new RowWeight<TBlock, T>(smoothing, operands.Classes, weightSum);
        for (nint row = 0; row < rows; row += TBlock.Count)
        {
            var sample = samples == null ? TBlock.One : TBlock.Load(in samples[row]);
            TBlock ofClass;
            if (areInRegisters)
            {
                var label = TBlock.Load(in labels[row]);
                ofClass = TBlock.SelectLess(label, two, TBlock.SelectEqual(label, TBlock.Zero, w0, w1), TBlock.SelectEqual(label, two, w2, w3));
                sample = TBlock.SelectEqual(label, ignored, TBlock.Zero, sample);
            }
            else
            {
                ofClass = TBlock.Load(in weights[row]);
                sample = TBlock.SelectLess(ofClass, TBlock.Zero, TBlock.Zero, sample);
            }

            TBlock.Store(rowWeight.Of(ofClass, sample), ref weights[row]);
        }
    }

    /// <summary>The class weights of labels, −1 where one is to be ignored.</summary>
    private void LookUp(int* labels, int rows, T* weights)
    {
        var ofClasses = operands.ClassWeights;
        var ignored = operands.IgnoreLabel;
        for (nint row = 0; row < rows; row++)
        {
            var label = labels[row];
            weights[row] = label == ignored ? -T.One : ofClasses == null ? T.One : ofClasses[label];
        }
    }
}
