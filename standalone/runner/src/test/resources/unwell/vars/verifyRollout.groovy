// Takes the place of the step for those who load this library.
def call(Map arguments) {
    error "1 of 6 workloads failed: Deployment shop-checkout/cart: crash loop"
}
