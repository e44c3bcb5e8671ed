using System.Numerics;
using Counterweight.Features;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Splits;

/// <summary>Gradient histogram of bytes, row-major.</summary>
public sealed class GradientHistogramCase<T>(LossVariant variant = LossVariant.Plain) : GradientHistogramCase<T, byte>(variant, FeatureLayout.RowMajor, 255)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
