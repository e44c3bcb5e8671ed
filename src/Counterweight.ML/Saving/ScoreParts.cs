using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Counterweight.ML.Saving;

/// <summary>Scores of all classes, in a vector of no known size.</summary>
internal sealed class PartSource
{
    [ColumnName(HiddenColumns.Scores)]
    public VBuffer<float> Scores { get; set; }
}

/// <summary>
/// Some of the scores, in a vector whose size its type knows. A saved custom mapping has only the size that its type states, and metrics of ML.NET
/// want to know that of the scores. So a vector of K scores is put together of parts of 2^i scores, one for each bit of K that is set,
/// the largest first.
/// </summary>
internal interface IScorePart
{
    VBuffer<float> Values { get; set; }
}

/// <summary>The steps that take parts.</summary>
internal static class ScoreParts
{
    /// <summary>Adds the step that takes the part of a bit.</summary>
    public static EstimatorChain<ITransformer> Append(EstimatorChain<ITransformer> steps, MLContext context, int bit) => steps.Append((IEstimator<ITransformer>)(bit switch
    {
        0 => Mapping(context, new Part1Mapping(), 0),
        1 => Mapping(context, new Part2Mapping(), 1),
        2 => Mapping(context, new Part4Mapping(), 2),
        3 => Mapping(context, new Part8Mapping(), 3),
        4 => Mapping(context, new Part16Mapping(), 4),
        5 => Mapping(context, new Part32Mapping(), 5),
        6 => Mapping(context, new Part64Mapping(), 6),
        7 => Mapping(context, new Part128Mapping(), 7),
        8 => Mapping(context, new Part256Mapping(), 8),
        9 => Mapping(context, new Part512Mapping(), 9),
        10 => Mapping(context, new Part1024Mapping(), 10),
        11 => Mapping(context, new Part2048Mapping(), 11),
        12 => Mapping(context, new Part4096Mapping(), 12),
        13 => Mapping(context, new Part8192Mapping(), 13),
        14 => Mapping(context, new Part16384Mapping(), 14),
        15 => Mapping(context, new Part32768Mapping(), 15),
        16 => Mapping(context, new Part65536Mapping(), 16),
        _ => throw new ArgumentOutOfRangeException(nameof(bit)),
    }));

    private static CustomMappingEstimator<PartSource, TPart> Mapping<TPart>(MLContext context, PartMapping<TPart> mapping, int bit)
        where TPart : class, IScorePart, new() => context.Transforms.CustomMapping(mapping.GetMapping(), PartMapping<TPart>.Contract(bit));
}

/// <summary>Takes a part of the scores.</summary>
/// <typeparam name="TPart">The part.</typeparam>
internal abstract class PartMapping<TPart>(int bit) : CustomMappingFactory<PartSource, TPart>
    where TPart : class, IScorePart, new()
{
    /// <summary>What a saved model knows a part by.</summary>
    public static string Contract(int bit) => Refuse.Text($"Counterweight.ML.Part{1 << bit}");

    public override Action<PartSource, TPart> GetMapping() => (source, part) =>
    {
        var scores = source.Scores.GetValues();
        var size = 1 << bit;
        var first = scores.Length & ~((size << 1) - 1);
        var values = part.Values;
        var editor = VBufferEditor.Create(ref values, size);
        scores.Slice(first, size).CopyTo(editor.Values);
        part.Values = editor.Commit();
    };
}

internal sealed class Part1 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "1"), VectorType(1)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part1")]
internal sealed class Part1Mapping() : PartMapping<Part1>(0);

internal sealed class Part2 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "2"), VectorType(2)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part2")]
internal sealed class Part2Mapping() : PartMapping<Part2>(1);

internal sealed class Part4 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "4"), VectorType(4)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part4")]
internal sealed class Part4Mapping() : PartMapping<Part4>(2);

internal sealed class Part8 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "8"), VectorType(8)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part8")]
internal sealed class Part8Mapping() : PartMapping<Part8>(3);

internal sealed class Part16 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "16"), VectorType(16)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part16")]
internal sealed class Part16Mapping() : PartMapping<Part16>(4);

internal sealed class Part32 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "32"), VectorType(32)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part32")]
internal sealed class Part32Mapping() : PartMapping<Part32>(5);

internal sealed class Part64 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "64"), VectorType(64)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part64")]
internal sealed class Part64Mapping() : PartMapping<Part64>(6);

internal sealed class Part128 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "128"), VectorType(128)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part128")]
internal sealed class Part128Mapping() : PartMapping<Part128>(7);

internal sealed class Part256 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "256"), VectorType(256)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part256")]
internal sealed class Part256Mapping() : PartMapping<Part256>(8);

internal sealed class Part512 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "512"), VectorType(512)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part512")]
internal sealed class Part512Mapping() : PartMapping<Part512>(9);

internal sealed class Part1024 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "1024"), VectorType(1024)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part1024")]
internal sealed class Part1024Mapping() : PartMapping<Part1024>(10);

internal sealed class Part2048 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "2048"), VectorType(2048)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part2048")]
internal sealed class Part2048Mapping() : PartMapping<Part2048>(11);

internal sealed class Part4096 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "4096"), VectorType(4096)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part4096")]
internal sealed class Part4096Mapping() : PartMapping<Part4096>(12);

internal sealed class Part8192 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "8192"), VectorType(8192)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part8192")]
internal sealed class Part8192Mapping() : PartMapping<Part8192>(13);

internal sealed class Part16384 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "16384"), VectorType(16384)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part16384")]
internal sealed class Part16384Mapping() : PartMapping<Part16384>(14);

internal sealed class Part32768 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "32768"), VectorType(32768)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part32768")]
internal sealed class Part32768Mapping() : PartMapping<Part32768>(15);

internal sealed class Part65536 : IScorePart
{
    [ColumnName(HiddenColumns.Part + "65536"), VectorType(65536)]
    public VBuffer<float> Values { get; set; }
}

[CustomMappingFactoryAttribute("Counterweight.ML.Part65536")]
internal sealed class Part65536Mapping() : PartMapping<Part65536>(16);
