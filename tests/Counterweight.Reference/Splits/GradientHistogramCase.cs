using System.Numerics;
using Counterweight.Binning;
using Counterweight.Reference.Catalog;
using Counterweight.Splits;

namespace Counterweight.Reference.Splits;

/// <summary>Gradient histogram of bytes, row-major.</summary>
public sealed class GradientHistogramCase<T>(LossVariant variant = LossVariant.Plain) : GradientHistogramCase<T, byte>(variant, FeatureLayout.RowMajor, 255)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
